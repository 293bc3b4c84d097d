package dev.keyward.cli.command;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** The name of this machine, which Windows puts into the subjects of local guardians. */
final class HostName {

  private static final int LONGEST = 63;

  private HostName() {}

  static String of(Session session) {
    String set =
        session
            .environment()
            .variables()
            .getOrDefault(
                "COMPUTERNAME", session.environment().variables().getOrDefault("HOSTNAME", ""));
    String name = (set.isEmpty() ? asked() : set).replaceAll("[^A-Za-z0-9._-]", "-");
    return name.length() > LONGEST ? name.substring(0, LONGEST) : name;
  }

  private static String asked() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }
}
