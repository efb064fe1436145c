package dev.headroom.local.web;

import static org.assertj.core.api.Assumptions.assumeThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Chromium as it is installed on this machine. Where it is not, a test is skipped, but not in CI.
 */
final class RealBrowser {
  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final List<String> ALONE =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync");

  private static @Nullable Playwright driver;
  private static @Nullable Browser shared;

  private RealBrowser() {}

  /** What is done on a page. */
  interface Walk {
    void on(Page page);
  }

  /** The address of a page of the application under test. */
  static String url(String path) {
    return "http://localhost:" + TestPorts.pages() + path;
  }

  /**
   * Opens an empty page in a context of its own, which has no cookies, storage and cache yet, and
   * closes both after {@code walk}. The browser serves all tests of a class, which {@link #close
   * closes} it.
   */
  static void withPage(Browser.NewContextOptions options, Walk walk) {
    assumeInstalled();
    try (BrowserContext context = shared().newContext(options)) {
      walk.on(context.newPage());
    }
  }

  private static Browser shared() {
    Browser browser = shared;
    if (browser == null || !browser.isConnected()) {
      close();
      Playwright playwright = start();
      driver = playwright;
      browser = launch(playwright);
      shared = browser;
    }
    return browser;
  }

  /** Ends the browser of {@link #withPage}, where there is one. */
  static void close() {
    if (driver != null) {
      driver.close(); // ends its browser
    }
    driver = null;
    shared = null;
  }

  /** Skips the test where there is none. */
  static void assumeInstalled() {
    if (!"true".equals(System.getenv("CI"))) {
      assumeThat(Files.isExecutable(CHROMIUM)).as("%s is installed", CHROMIUM).isTrue();
    }
  }

  /** Starts a browser, and ends it after {@code use}. */
  static void with(Consumer<Browser> use) {
    assumeInstalled();
    try (Playwright playwright = start();
        Browser browser = launch(playwright)) {
      use.accept(browser);
    }
  }

  private static Playwright start() {
    return Playwright.create(
        new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
  }

  private static Browser launch(Playwright playwright) {
    return playwright
        .chromium()
        .launch(
            new BrowserType.LaunchOptions()
                .setExecutablePath(CHROMIUM)
                .setArgs(ALONE)
                .setHeadless(true));
  }
}
