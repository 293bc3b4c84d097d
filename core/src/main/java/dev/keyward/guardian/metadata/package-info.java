/** Guardian metadata (MS-KPS 2.2.1.4): written, read, and downloaded from a service. */
@NullMarked
package dev.keyward.guardian.metadata;

import org.jspecify.annotations.NullMarked;
