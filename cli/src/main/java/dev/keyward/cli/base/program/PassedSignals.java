package dev.keyward.cli.base.program;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Passes signals that tell this process to end on to a command. From its making until it is closed
 * this process does not end by them. A signal that comes before the command runs waits for it.
 *
 * <p>Java has no API for this but {@code sun.misc.Signal}, in the module {@code jdk.unsupported}
 * since Java 9. The compiler warns of the name, so the class is looked up.
 */
public final class PassedSignals implements AutoCloseable {

  private static final List<String> ALWAYS = List.of("TERM", "HUP");
  private static final String INTERRUPT = "INT";

  private final Map<Object, Object> former = new LinkedHashMap<>();
  private final List<String> waiting = new ArrayList<>();
  private Optional<Process> command = Optional.empty();

  /**
   * Takes the signals.
   *
   * @param terminal whether a terminal controls this process: it sends an interrupt to the command
   *     too
   */
  public PassedSignals(boolean terminal) throws IOException {
    try {
      for (String name : ALWAYS) {
        take(name, true);
      }
      take(INTERRUPT, !terminal);
    } catch (ReflectiveOperationException e) {
      close();
      throw new IOException("this Java passes no signals on", e);
    }
  }

  private void take(String name, boolean passed) throws ReflectiveOperationException {
    Class<?> type = Class.forName("sun.misc.Signal");
    Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
    Object handler =
        Proxy.newProxyInstance(
            PassedSignals.class.getClassLoader(),
            new Class<?>[] {handlerType},
            (proxy, method, words) -> handled(proxy, method, passed ? name : "", words));
    Object signal = type.getConstructor(String.class).newInstance(name);
    try {
      former.put(signal, handle(signal, handler));
    } catch (InvocationTargetException e) {
      // An option forbids Java to touch signals: they end this process as ever.
      former.remove(signal);
    }
  }

  private static Object handle(Object signal, Object handler) throws ReflectiveOperationException {
    Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
    return signal
        .getClass()
        .getMethod("handle", signal.getClass(), handlerType)
        .invoke(null, signal, handler);
  }

  private Object handled(Object proxy, Method method, String name, Object[] words) {
    return switch (method.getName()) {
      case "equals" -> proxy == words[0];
      case "hashCode" -> System.identityHashCode(proxy);
      case "toString" -> "passes on " + name;
      default -> {
        pass(name);
        yield name;
      }
    };
  }

  /** From now on they go to this command; those that came before go at once. */
  public synchronized void to(Process process) {
    command = Optional.of(process);
    waiting.forEach(this::send);
    waiting.clear();
  }

  private synchronized void pass(String name) {
    if (name.isEmpty()) {
      return;
    }
    if (command.isPresent()) {
      send(name);
    } else {
      waiting.add(name);
    }
  }

  private void send(String name) {
    Process process = command.orElseThrow();
    if (name.equals("TERM")) {
      process.destroy();
      return;
    }
    try {
      new ProcessBuilder(
              "/bin/sh", "-c", "kill -s \"$1\" \"$2\"", "sh", name, Long.toString(process.pid()))
          .start();
    } catch (IOException e) {
      // Ended it must be, by whichever signal.
      process.destroy();
    }
  }

  /** This process ends by signals again. */
  @Override
  public void close() throws IOException {
    try {
      for (Map.Entry<Object, Object> signal : former.entrySet()) {
        handle(signal.getKey(), signal.getValue());
      }
    } catch (ReflectiveOperationException e) {
      throw new IOException("this Java passes no signals on", e);
    }
  }
}
