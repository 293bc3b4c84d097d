package dev.keyward.cli.hgs.tls;

import dev.keyward.KeywardException;
import dev.keyward.cli.console.Console;
import dev.keyward.cli.serve.HttpService;
import dev.keyward.crypto.outside.TlsServer;
import java.io.IOException;
import java.util.Optional;

/**
 * Gives a service the key and certificates of TLS that lie in its files now. Two files cannot
 * change at one moment, so a fault is said when it is still there at the next look.
 */
public final class TlsRenewal implements Runnable {

  private final TlsInput files;
  private final HttpService service;
  private final Console console;
  private String lastFault = "";
  private boolean isSaid;

  /** For a service that serves with those files. */
  public TlsRenewal(TlsInput files, HttpService service, Console console) {
    this.files = files;
    this.service = service;
    this.console = console;
  }

  @Override
  public void run() {
    try {
      Optional<TlsServer> fresh = files.readIfChanged();
      if (fresh.isPresent()) {
        service.renew(fresh.get());
        console.note("the key and certificates of TLS changed and were read again");
      }
      lastFault = "";
      isSaid = false;
    } catch (IOException | KeywardException e) {
      fail(String.valueOf(e.getMessage()));
    }
  }

  private void fail(String fault) {
    if (fault.equals(lastFault) && !isSaid) {
      console.warning(
          "the changed files of TLS cannot be used, the service goes on with the former ones: "
              + fault);
      isSaid = true;
    }
    isSaid = isSaid && fault.equals(lastFault);
    lastFault = fault;
  }
}
