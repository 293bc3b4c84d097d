package dev.keyward.audit.site.report;

import dev.keyward.Fault;
import dev.keyward.MalformedInputException;

/** What is wrong with a report. */
public final class SiteFault {

  private SiteFault() {}

  public static MalformedInputException of(
      String code, String where, String found, String expected) {
    return new MalformedInputException(Fault.of(code, where, found, expected));
  }
}
