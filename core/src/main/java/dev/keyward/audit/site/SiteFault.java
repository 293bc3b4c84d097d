package dev.keyward.audit.site;

import dev.keyward.Fault;
import dev.keyward.MalformedInputException;

/** What is wrong with a report. */
final class SiteFault {

  private SiteFault() {}

  static MalformedInputException of(String code, String where, String found, String expected) {
    return new MalformedInputException(Fault.of(code, where, found, expected));
  }
}
