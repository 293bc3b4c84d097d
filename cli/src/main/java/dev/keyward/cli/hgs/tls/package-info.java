/** The key and certificates of a service over TLS: read, read again, and near their end. */
@NullMarked
package dev.keyward.cli.hgs.tls;

import org.jspecify.annotations.NullMarked;
