// SPDX-License-Identifier: Apache-2.0
import type { ApiKeys } from "../auth/caller";
import type { Database } from "./database";
import * as statements from "./statements";

/**
 * Merchants and the hashes of their API keys. Not in the journal: what was added or revoked in the
 * last moments before a region was lost has to be so again.
 */
export class PostgresMerchants implements ApiKeys {
  constructor(private readonly database: Database) {}

  async merchantOf(hash: Buffer): Promise<string | undefined> {
    const rows = await this.database.query<{ merchant: string }>(statements.merchantOf, [hash]);
    return rows[0]?.merchant;
  }

  /** Adds a merchant, or names it anew. */
  async add(id: string, name: string): Promise<void> {
    await this.database.query(statements.addMerchant, [id, name]);
  }

  /** Gives a merchant another API key. @param hash SHA-256 of the key, 32 bytes */
  async addKey(merchant: string, hash: Buffer): Promise<void> {
    await this.database.query(statements.addKey, [hash, merchant]);
  }

  /** Ends an API key; processes may know it for some seconds more. */
  async revokeKey(hash: Buffer): Promise<void> {
    await this.database.query(statements.revokeKey, [hash]);
  }
}
