package dev.keyward.tpm.device;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.internal.tpm.FieldReader;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A TPM 2.0 that commands are sent to, one after the other. Keyward uses its hierarchies with empty
 * passwords and leaves nothing in it.
 */
public final class TpmDevice implements Closeable {

  private static final Pattern SOCKET = Pattern.compile("swtpm:([^:/]{1,255}):([0-9]{1,5})");
  private static final int MOST_PORT = 65535;

  private static final Fault.Kind RESPONSE =
      new Fault.Kind("bad-tpm-response", "the TPM", "a response to the command");

  private final String address;
  private final Transport transport;

  private TpmDevice(String address, Transport transport) {
    this.address = address;
    this.transport = transport;
  }

  /**
   * Opens a TPM.
   *
   * @param address the path of a device, such as {@code /dev/tpmrm0}, or {@code swtpm:HOST:PORT}
   * @throws MalformedInputException code {@code bad-tpm-address}
   */
  public static TpmDevice open(String address) throws IOException, MalformedInputException {
    if (!address.startsWith("swtpm:")) {
      return over(address, new DeviceTransport(Path.of(address)));
    }
    Matcher parts = SOCKET.matcher(address);
    if (parts.matches()) {
      int port = Integer.parseInt(parts.group(2));
      if (port > 0 && port <= MOST_PORT) {
        return over(address, new SocketTransport(parts.group(1), port));
      }
    }
    throw new MalformedInputException(
        Fault.of("bad-tpm-address", "the TPM", address, "a device or swtpm:HOST:PORT"));
  }

  /** Commands go over {@code transport}. */
  static TpmDevice over(String address, Transport transport) {
    return new TpmDevice(address, transport);
  }

  /** What {@link #open} was given. */
  public String address() {
    return address;
  }

  /**
   * Sends a command whose response begins with a handle.
   *
   * @return the handle, with the parameters behind it
   */
  Handled runForHandle(Command command) throws IOException, KeywardException {
    FieldReader response = response(command);
    int handle = (int) response.number32();
    return new Handled(handle, parameters(command, response));
  }

  /** What a command answers that makes an object or a session. */
  record Handled(int handle, FieldReader parameters) {}

  /** Sends a command and returns the parameters of its response. */
  FieldReader run(Command command) throws IOException, KeywardException {
    return parameters(command, response(command));
  }

  private FieldReader response(Command command) throws IOException, KeywardException {
    byte[] bytes = transport.exchange(command.encode());
    FieldReader response = FieldReader.ofTpm(bytes, RESPONSE.at(address));
    int tag = response.number16();
    long size = response.number32();
    long code = response.number32();
    if (size != bytes.length) {
      throw response.fault("a response of " + bytes.length + " bytes, declared as " + size);
    }
    if (code != 0) {
      throw new ResponseCode(code).of(command.code(), address);
    }
    if (tag != (command.authorizations().length > 0 ? Command.SESSIONS : Command.NO_SESSIONS)) {
      throw response.fault("a response of the kind 0x" + Integer.toHexString(tag));
    }
    return response;
  }

  private FieldReader parameters(Command command, FieldReader response)
      throws MalformedInputException {
    long size = command.authorizations().length > 0 ? response.number32() : response.left();
    return FieldReader.ofTpm(response.bytes(size), RESPONSE.at(address));
  }

  @Override
  public void close() throws IOException {
    transport.close();
  }
}
