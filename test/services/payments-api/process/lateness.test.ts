// SPDX-License-Identifier: Apache-2.0
import { Lateness } from "../../../../services/payments-api/process/lateness";

const delays = {
  enable: jest.fn(() => true),
  disable: jest.fn(() => true),
  percentile: jest.fn(() => 0),
  reset: jest.fn(),
};
let lateness: Lateness;

beforeEach(() => {
  jest.useFakeTimers();
  lateness = new Lateness(delays);
});
afterEach(() => {
  lateness.stop();
  jest.useRealTimers();
});

describe("Lateness", () => {
  const look = (median: number): number => {
    delays.percentile.mockReturnValueOnce(median * 1e6);
    jest.advanceTimersByTime(500);
    return lateness.milliseconds;
  };

  it("is what the event loop's rounds take beyond their time, in the last half second", () => {
    expect(lateness.milliseconds).toBe(0);
    expect([look(320), look(20), look(45)]).toEqual([300, 0, 25]);
    expect(delays.percentile).toHaveBeenCalledWith(50);
    expect(delays.reset).toHaveBeenCalledTimes(3);
  });

  it("is nothing when nothing was measured", () => {
    expect(look(0)).toBe(0);
  });
});

describe("a process that is busy without a break", () => {
  it("is late", async () => {
    jest.useRealTimers();
    const own = new Lateness();
    try {
      while (own.milliseconds === 0) {
        const end = performance.now() + 60;
        while (performance.now() < end);
        await new Promise((resolve) => setImmediate(resolve));
      }
      expect(own.milliseconds).toBeGreaterThan(0);
    } finally {
      own.stop();
    }
  });
});
