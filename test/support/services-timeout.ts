// SPDX-License-Identifier: Apache-2.0

// Servers of their own to start, next to other tests that do the same. Jest reads no time limit from
// a project's settings.
jest.setTimeout(120_000);
