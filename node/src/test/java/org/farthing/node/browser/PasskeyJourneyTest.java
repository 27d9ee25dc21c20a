package org.farthing.node.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;
import org.farthing.node.signin.Registration;
import org.farthing.node.web.WebFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Passkeys in Chromium, whose virtual authenticator stands for a phone with a fingerprint. */
@Tag("browser")
final class PasskeyJourneyTest {

  private static final String PASSWORD = "four farthings a penny";

  private final WebFixture web = WebFixture.start(Registration.OPEN);
  private final Browsers browsers = Browsers.open();
  private final BrowserContext context = browsers.fresh(Look.DESKTOP_LIGHT.context());
  private final Page page = context.newPage();

  @BeforeEach
  void plugIn() {
    CDPSession devtools = context.newCDPSession(page);
    devtools.send("WebAuthn.enable");
    JsonObject device = new JsonObject();
    device.addProperty("protocol", "ctap2");
    device.addProperty("transport", "internal");
    device.addProperty("hasResidentKey", true);
    device.addProperty("hasUserVerification", true);
    device.addProperty("isUserVerified", true);
    device.addProperty("automaticPresenceSimulation", true);
    JsonObject plugged = new JsonObject();
    plugged.add("options", device);
    devtools.send("WebAuthn.addVirtualAuthenticator", plugged);
  }

  @AfterEach
  void close() {
    context.close();
    browsers.close();
    web.close();
  }

  private void open(String path) {
    page.navigate(web.node.origin() + path);
  }

  private Locator button(String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  private Locator link(String name) {
    return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  private void join() {
    open("/join");
    page.locator("#name").fill("ada");
    page.locator("#password").fill(PASSWORD);
    page.locator("form[action='/join'] button").click();
    open("/me/sessions");
  }

  private void signInWithPassword() {
    open("/sign-in?next=/me/sessions");
    page.locator("#login").fill("ada");
    page.locator("#password").fill(PASSWORD);
    page.locator("form[action='/sign-in'] button").click();
  }

  @Test
  void passkeyIsAddedAndSignsInAloneAndAfterThePassword() {
    join();
    link("Add a passkey").click();
    page.locator("#current").fill(PASSWORD);
    button("Continue").click();
    page.locator("form[data-passkey] button").click();
    assertThat(page.getByText("The passkey is added.")).isVisible();

    button("Sign out").click();
    open("/sign-in?next=/me/sessions");
    button("Sign in with a passkey").click();
    assertThat(page).hasURL(Pattern.compile("/me/sessions$"));
    assertThat(page.getByText("last used on").first()).isVisible();

    link("Ask for a passkey after the password").click();
    page.locator("#current").fill(PASSWORD);
    button("Ask for a passkey from now on").click();
    assertThat(page.locator(".codes code")).hasCount(10);

    button("Sign out").click();
    signInWithPassword();
    button("Use a passkey").click();
    assertThat(page).hasURL(Pattern.compile("/me/sessions$"));
  }

  @Test
  void whoHasNoPasskeyIsToldAndCanGoOn() {
    join();
    button("Sign out").click();
    open("/sign-in?next=/me/sessions");

    button("Sign in with a passkey").click();

    assertThat(page.getByText("No passkey was used.")).isVisible();
    assertThat(button("Sign in with a passkey")).isEnabled();
    signInWithPassword();
    assertThat(page).hasURL(Pattern.compile("/me/sessions$"));
  }

  @Test
  void withoutScriptsNothingIsShownThatCannotWork() {
    try (BrowserContext plain =
            browsers.fresh(Look.PHONE_LIGHT.context().setJavaScriptEnabled(false));
        Page quiet = plain.newPage()) {
      quiet.navigate(web.node.origin() + "/sign-in");

      assertThat(quiet.locator("form[action='/sign-in']")).isVisible();
      assertThat(quiet.getByText("passkey")).hasCount(1);
      assertThat(quiet.getByText("passkey")).isHidden();
    }
  }
}
