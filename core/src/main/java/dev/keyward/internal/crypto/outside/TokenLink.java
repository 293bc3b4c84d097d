package dev.keyward.internal.crypto.outside;

import dev.keyward.BadPassphraseException;
import dev.keyward.Fault;
import dev.keyward.KeyUnusableException;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.internal.crypto.Rsa;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A token that may go away and come back. It is used through a {@link TokenProcess}. When a call
 * fails, a new process logs in again, because neither Java's provider nor the module forgets a dead
 * session, and a module that hangs cannot be ended in another way. Safe for use by several threads.
 */
public final class TokenLink {

  /** The login looks for the token in each slot first, which may take a while. */
  private static final Duration LOGIN = DeviceCall.PATIENCE.multipliedBy(2);

  /** After a failure the token is left alone for so long. */
  private static final Duration REST = Duration.ofSeconds(1);

  private final TokenUri uri;
  private final Pin pin;
  private final ReentrantLock connecting = new ReentrantLock();
  private Optional<TokenProcess> process = Optional.empty();
  private Optional<Failure> failure = Optional.empty();
  private Optional<BadPassphraseException> refused = Optional.empty();
  private volatile int sessions;

  /** Gives the PIN for each login. */
  @FunctionalInterface
  public interface Pin {
    /** A copy, which is wiped after use. */
    char[] get() throws KeywardException, IOException;
  }

  private record Failure(KeyUnusableException error, long moment) {

    boolean isFresh() {
      return System.nanoTime() - moment < REST.toNanos();
    }
  }

  /** To the token that a URI names. */
  public TokenLink(TokenUri uri, Pin pin) {
    this.uri = uri;
    this.pin = pin;
  }

  /** The token in words. */
  public String place() {
    return "token \"" + label() + '"';
  }

  /** The label of the token, or its serial number. */
  public String label() {
    return uri.token().or(uri::serial).orElse("");
  }

  /** How many sessions were open with the token when it last computed something. */
  public int sessions() {
    return sessions;
  }

  /**
   * Logs in, if nobody has yet.
   *
   * @throws BadPassphraseException code {@code wrong-pin}; this PIN is never tried again
   * @throws KeyUnusableException if the token is away
   */
  public void connect() throws KeywardException {
    connected(System.nanoTime() + LOGIN.toNanos());
  }

  /** As {@link KeyHandle#sign}. */
  public byte[] sign(RSAPublicKey key, byte[]... data) throws KeyUnusableException {
    List<byte[]> fields = new ArrayList<>(List.of(key.getEncoded()));
    fields.addAll(Arrays.asList(data));
    return call(TokenFrame.Kind.SIGN, fields).orElseThrow(() -> failed("gives no signature"));
  }

  /** As {@link KeyHandle#open}. */
  public Optional<byte[]> open(RSAPublicKey key, Rsa.Digests digests, byte[] encrypted, int size)
      throws KeyUnusableException {
    return call(
        TokenFrame.Kind.OPEN,
        List.of(
            key.getEncoded(),
            digests.label().getBytes(StandardCharsets.UTF_8),
            digests.mask().getBytes(StandardCharsets.UTF_8),
            encrypted,
            ByteBuffer.allocate(Integer.BYTES).putInt(size).array()));
  }

  /** A token that came back needs a new login, so a failed call is repeated once. */
  private Optional<byte[]> call(TokenFrame.Kind kind, List<byte[]> fields)
      throws KeyUnusableException {
    long end = System.nanoTime() + DeviceCall.PATIENCE.toNanos();
    TokenProcess first = usable(end);
    try {
      return result(first.call(kind, fields, left(end)));
    } catch (TimeoutException e) {
      throw rest(late());
    } catch (IOException | KeyUnusableException e) {
      if (e instanceof KeyUnusableException lasting && !lasting.isWorthRetrying()) {
        throw lasting;
      }
      first.end();
    }
    TokenProcess second = usable(end);
    try {
      return result(second.call(kind, fields, left(end)));
    } catch (TimeoutException e) {
      throw rest(late());
    } catch (IOException e) {
      second.end();
      throw rest(failed("ends the process that loads its module"));
    } catch (KeyUnusableException e) {
      second.end();
      throw rest(e);
    }
  }

  private Optional<byte[]> result(TokenFrame answer) throws KeyUnusableException {
    return switch (answer.kind()) {
      case DONE -> {
        if (answer.fields().size() > 1 && answer.fields().get(1).length == Integer.BYTES) {
          sessions = ByteBuffer.wrap(answer.fields().get(1)).getInt();
        }
        yield Optional.of(answer.fields().get(0));
      }
      case CLOSED -> Optional.empty();
      default ->
          throw new KeyUnusableException(fault(answer), answer.kind() != TokenFrame.Kind.REFUSED);
    };
  }

  /** What is left of the time that a caller waits at most, over all of its tries. */
  private static Duration left(long end) {
    return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
  }

  private TokenProcess usable(long end) throws KeyUnusableException {
    try {
      return connected(end);
    } catch (KeyUnusableException e) {
      throw e;
    } catch (KeywardException e) {
      throw new KeyUnusableException(e.fault(), true, e);
    }
  }

  private TokenProcess connected(long end) throws KeywardException {
    if (!isLocked(end)) {
      throw late();
    }
    try {
      if (process.isPresent() && !process.get().hasEnded()) {
        return process.get();
      }
      if (refused.isPresent()) {
        throw refused.get();
      }
      if (failure.isPresent() && failure.get().isFresh()) {
        throw failure.get().error();
      }
      sessions = 0;
      process = Optional.of(login(end));
      failure = Optional.empty();
      return process.get();
    } finally {
      connecting.unlock();
    }
  }

  private boolean isLocked(long end) {
    try {
      return connecting.tryLock(left(end).toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private TokenProcess login(long end) throws KeywardException {
    try {
      TokenProcess started = TokenProcess.start(uri.place().toString());
      try {
        TokenFrame answer = login(started, end);
        if (answer.kind() == TokenFrame.Kind.DONE) {
          return started;
        }
        throw refusal(answer);
      } catch (IOException | TimeoutException | KeywardException e) {
        started.end();
        throw e;
      }
    } catch (BadPassphraseException e) {
      refused = Optional.of(e);
      throw e;
    } catch (KeyUnusableException e) {
      throw rest(e);
    } catch (TimeoutException e) {
      throw rest(late());
    } catch (IOException e) {
      throw rest(failed("ends the process that loads its module"));
    }
  }

  private TokenFrame login(TokenProcess started, long end)
      throws KeywardException, IOException, TimeoutException {
    char[] characters = pin.get();
    byte[] bytes = new byte[characters.length * Character.BYTES];
    ByteBuffer.wrap(bytes).asCharBuffer().put(characters);
    try {
      return started.call(TokenFrame.Kind.LOGIN, List.of(bytes), left(end));
    } finally {
      Arrays.fill(characters, '\0');
      Arrays.fill(bytes, (byte) 0);
    }
  }

  private static KeywardException refusal(TokenFrame answer) {
    Fault fault = fault(answer);
    return switch (answer.kind()) {
      case WRONG_PIN -> new BadPassphraseException(fault);
      case FAILED -> new KeyUnusableException(fault, true);
      default ->
          fault.code().equals("no-token") || fault.code().equals("no-key")
              ? new KeyUnusableException(fault, false)
              : new MalformedInputException(fault);
    };
  }

  private static Fault fault(TokenFrame answer) {
    List<String> parts =
        answer.fields().stream().map(field -> new String(field, StandardCharsets.UTF_8)).toList();
    Fault fault = Fault.of(parts.get(0), parts.get(1), parts.get(2), parts.get(3));
    return parts.get(4).isEmpty() ? fault : fault.withHint(parts.get(4));
  }

  private KeyUnusableException rest(KeyUnusableException error) {
    connecting.lock();
    try {
      failure = Optional.of(new Failure(error, System.nanoTime()));
      return error;
    } finally {
      connecting.unlock();
    }
  }

  private KeyUnusableException late() {
    return failed("gives no answer in " + DeviceCall.PATIENCE.toSeconds() + " seconds");
  }

  private KeyUnusableException failed(String found) {
    return new KeyUnusableException(
        Fault.of("key-unusable", place(), "the token " + found, "a token that is there"), true);
  }
}
