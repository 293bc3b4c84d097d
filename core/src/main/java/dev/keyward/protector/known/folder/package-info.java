/** The guardians of a folder of metadata and certificates, for the command line. */
@NullMarked
package dev.keyward.protector.known.folder;

import org.jspecify.annotations.NullMarked;
