/** The messages of key protection (MS-KPS). */
@NullMarked
package dev.keyward.hgs.message.release;

import org.jspecify.annotations.NullMarked;
