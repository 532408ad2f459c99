// SPDX-License-Identifier: Apache-2.0

// Servers of their own take long to start. jest takes no timeout from a project's configuration.
jest.setTimeout(120_000);
