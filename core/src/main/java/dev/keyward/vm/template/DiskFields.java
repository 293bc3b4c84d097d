package dev.keyward.vm.template;

import dev.keyward.MalformedInputException;
import dev.keyward.internal.json.JsonFields;

/** The name and the version of a disk in JSON, as catalogs and shielding data have them. */
public final class DiskFields {

  private static final int LONGEST = 64;

  private DiskFields() {}

  public static DiskName diskName(JsonFields json, String name) throws MalformedInputException {
    String text = json.text(name, DiskName.MAX_LENGTH);
    try {
      return DiskName.parse(text);
    } catch (MalformedInputException e) {
      throw e.within(json.path());
    }
  }

  public static DiskVersion diskVersion(JsonFields json, String name)
      throws MalformedInputException {
    String text = json.text(name, LONGEST);
    try {
      return DiskVersion.parse(text);
    } catch (MalformedInputException e) {
      throw e.within(json.path());
    }
  }
}
