package dev.keyward.protector.file;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import java.util.List;

/** What a file turned out to be, once it was read to its end or to where it breaks off. */
public sealed interface FileReading {

  /**
   * Protectors, or places for some.
   *
   * @param count how many were given; at least one
   */
  record Protectors(int count) implements FileReading {}

  /**
   * An export of virtual machines that has no column for their protectors.
   *
   * @param columns the columns that it has, at most 64
   */
  record WithoutProtectors(List<String> columns) implements FileReading {

    /** Copies the list. */
    public WithoutProtectors {
      columns = List.copyOf(columns);
    }

    /** What is wrong with that, in the words of an error. */
    public Fault fault() {
      return Fault.of(
              "export-without-protectors",
              "",
              "an export of virtual machines without a column KeyProtector; it has "
                  + ExportColumns.shown(columns),
              "their protectors too")
          .withHint(
              "Get-VM | Select-Object Name, Id, State, @{n='KeyProtector';"
                  + " e={,(Get-VMKeyProtector -VM $_)}} | Export-Clixml FILE");
    }
  }

  /**
   * A well-formed export of other things, or of nothing.
   *
   * @param certificates whether there were certificates in it
   * @param columns the columns of its first object, at most 64
   */
  record OtherExport(boolean certificates, List<String> columns) implements FileReading {

    /** Copies the list. */
    public OtherExport {
      columns = List.copyOf(columns);
    }
  }

  /**
   * Not to be read to its end; what was given before stands.
   *
   * @param reason why not
   * @param ofMachines whether up to there it was an export of virtual machines, or had a column or
   *     a key for protectors
   */
  record Broken(KeywardException reason, boolean ofMachines) implements FileReading {}
}
