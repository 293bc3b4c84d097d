package dev.keyward.cli.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keyward.cli.Until;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/** A page in a browser. */
final class Tab {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final DevTools tools;
  private final String session;
  private String address = "";
  private int forgotten;

  Tab(DevTools tools, String session) throws Exception {
    this.tools = tools;
    this.session = session;
    for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
      send(domain + ".enable", "{}");
    }
  }

  private JsonNode send(String method, String parameters) throws Exception {
    return tools.send(session, method, parameters);
  }

  void resize(int width, int height) throws Exception {
    send(
        "Emulation.setDeviceMetricsOverride",
        String.format(
            Locale.ROOT,
            "{\"width\":%d,\"height\":%d,\"deviceScaleFactor\":1,\"mobile\":false}",
            width,
            height));
  }

  /** Opens a file and waits until it is there. */
  void open(Path file) throws Exception {
    address = file.toUri().toString();
    ObjectNode where = JSON.createObjectNode().put("url", address);
    long before = loads();
    send("Page.navigate", where.toString());
    Until.so(() -> loads() != before);
  }

  private long loads() {
    return tools.events(session).stream()
        .filter(event -> event.get("method").asText().equals("Page.loadEventFired"))
        .count();
  }

  void allowScript(boolean allowed) throws Exception {
    send("Emulation.setScriptExecutionDisabled", "{\"value\":" + !allowed + "}");
  }

  /** The value of an expression, after its promise. */
  JsonNode evaluate(String expression) throws Exception {
    ObjectNode what =
        JSON.createObjectNode()
            .put("expression", expression)
            .put("returnByValue", true)
            .put("awaitPromise", true);
    JsonNode result = send("Runtime.evaluate", what.toString());
    if (result.has("exceptionDetails")) {
      throw new IOException(result.get("exceptionDetails").toString());
    }
    return result.at("/result/value");
  }

  /** Seconds of CPU that the page's thread has worked since the first call. */
  double cpuSeconds() throws Exception {
    send("Performance.enable", "{\"timeDomain\":\"threadTicks\"}");
    for (JsonNode each : send("Performance.getMetrics", "{}").get("metrics")) {
      if (each.get("name").asText().equals("TaskDuration")) {
        return each.get("value").asDouble();
      }
    }
    throw new IOException("this browser does not say how long it works");
  }

  /** Sets a filter as a person would, and waits until the page has followed. */
  String filter(String field, String value) throws Exception {
    return evaluate(
            String.format(
                Locale.ROOT,
                """
                new Promise(done => {
                  const field = document.getElementById(%s);
                  field.value = %s;
                  field.dispatchEvent(new Event('input', {bubbles: true}));
                  setTimeout(() => requestAnimationFrame(() =>
                    done(document.getElementById('status').textContent)), 150);
                })\
                """,
                JSON.writeValueAsString(field),
                JSON.writeValueAsString(value)))
        .asText();
  }

  /** Presses and releases a key that needs no text but its own. */
  void key(String name) throws Exception {
    int code = name.equals("Tab") ? 9 : 13;
    String text = name.equals("Enter") ? "\"text\":\"\\r\"," : "";
    for (String kind : List.of("keyDown", "keyUp")) {
      send(
          "Input.dispatchKeyEvent",
          String.format(
              Locale.ROOT,
              "{\"type\":\"%s\",%s\"key\":\"%s\",\"code\":\"%s\",\"windowsVirtualKeyCode\":%d}",
              kind,
              kind.equals("keyDown") ? text : "",
              name,
              name,
              code));
    }
  }

  /** What the page looks like in light or dark, or on paper. */
  void look(String medium, String scheme) throws Exception {
    send(
        "Emulation.setEmulatedMedia",
        String.format(
            Locale.ROOT,
            """
            {"media":"%s","features":[{"name":"prefers-color-scheme","value":"%s"}]}\
            """,
            medium,
            scheme));
  }

  /** A picture (PNG) of the whole page, or of what the window shows of it. */
  byte[] picture(boolean whole) throws Exception {
    JsonNode shot = send("Page.captureScreenshot", "{\"captureBeyondViewport\":" + whole + "}");
    return Base64.getDecoder().decode(shot.get("data").textValue());
  }

  /** The page printed (PDF), on paper as the page asks for. */
  byte[] print() throws Exception {
    JsonNode pdf =
        send("Page.printToPDF", "{\"preferCSSPageSize\":true,\"printBackground\":false}");
    return Base64.getDecoder().decode(pdf.get("data").textValue());
  }

  /** What went to the console, and what the browser complained of. */
  List<String> complaints() {
    return tools.events(session).stream()
        .filter(
            event ->
                List.of(
                        "Runtime.consoleAPICalled",
                        "Runtime.exceptionThrown",
                        "Log.entryAdded",
                        "Page.javascriptDialogOpening")
                    .contains(event.get("method").asText()))
        .map(JsonNode::toString)
        .skip(forgotten)
        .toList();
  }

  /** After a test that provoked them. */
  void forgetComplaints() {
    forgotten += complaints().size();
  }

  /** Everything that was asked for but the page itself. */
  List<String> requests() {
    return tools.events(session).stream()
        .filter(event -> event.get("method").asText().equals("Network.requestWillBeSent"))
        .map(event -> event.at("/params/request/url").asText())
        .filter(url -> !url.equals(address))
        .toList();
  }
}
