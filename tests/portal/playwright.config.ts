// The portal in Debian's Chromium against real services: tests/portal/<feature>/*.spec.ts; GIAOBAN_BUILD names the build folder.
import { defineConfig } from "@playwright/test";

export default defineConfig({
  testDir: ".",
  testMatch: "**/*.spec.ts",
  outputDir: `${process.env.GIAOBAN_BUILD ?? "../../build/release"}/portal-results`,
  workers: 2,
  fullyParallel: false,
  forbidOnly: true,
  retries: 0,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: [["list"], ["json", { outputFile: `${process.env.GIAOBAN_BUILD ?? "../../build/release"}/portal-results.json` }]],
  use: {
    browserName: "chromium",
    launchOptions: { executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] },
    viewport: { width: 1280, height: 800 },
    locale: "vi-VN",
    timezoneId: "Asia/Ho_Chi_Minh",
    trace: "retain-on-failure",
  },
});
