package dev.keyward.cli.serve;

import dev.keyward.cli.console.OutOfMemory;
import java.util.Locale;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** What Jetty itself refuses, such as what is no HTTP: in one line, without a page. */
final class PlainErrors implements Request.Handler {

  private final Begun begun;

  PlainErrors(Begun begun) {
    this.begun = begun;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    Object cause = request.getAttribute(ErrorHandler.ERROR_EXCEPTION);
    if (cause instanceof Throwable failure) {
      OutOfMemory.endProcess(failure);
    }
    int status = cause instanceof HttpException refused ? refused.getCode() : response.getStatus();
    boolean stopping = status == HttpStatus.SERVICE_UNAVAILABLE_503;
    String text = HttpStatus.getMessage(status).toLowerCase(Locale.ROOT);
    Exchange.of(request, response, callback, begun)
        .refuse(status, text, stopping ? "stopping" : "bad-http");
    return true;
  }
}
