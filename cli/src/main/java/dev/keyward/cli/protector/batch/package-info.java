/** {@code keyward protector create --batch}: many protectors from a list of lines. */
@NullMarked
package dev.keyward.cli.protector.batch;

import org.jspecify.annotations.NullMarked;
