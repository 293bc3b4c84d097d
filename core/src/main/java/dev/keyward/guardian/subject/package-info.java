/** What the subject of a certificate says of its guardian. */
@NullMarked
package dev.keyward.guardian.subject;

import org.jspecify.annotations.NullMarked;
