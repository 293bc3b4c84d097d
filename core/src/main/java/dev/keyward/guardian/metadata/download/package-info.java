/** Metadata from the service that publishes it, for the command line. */
@NullMarked
package dev.keyward.guardian.metadata.download;

import org.jspecify.annotations.NullMarked;
