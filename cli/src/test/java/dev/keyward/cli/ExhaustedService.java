package dev.keyward.cli;

import dev.keyward.cli.serve.HttpService;
import dev.keyward.cli.serve.ListenAddress;
import dev.keyward.cli.serve.RequestLog;
import dev.keyward.cli.serve.ServiceLimits;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** A process with a service for which Java has no memory left. Test-only. */
final class ExhaustedService {

  private ExhaustedService() {}

  /** Serves until the first request. */
  public static void main(String[] words) throws Exception {
    RequestLog log = new RequestLog(line -> {}, new RequestLog.Voice(said -> {}, said -> {}));
    HttpService service =
        HttpService.start(
            new HttpService.Setup(
                new ListenAddress("127.0.0.1", 0), Optional.empty(), ServiceLimits.usual(1)),
            request -> {
              throw new OutOfMemoryError("a test");
            },
            log);
    System.out.println(service.url());
    new CountDownLatch(1).await();
  }
}
