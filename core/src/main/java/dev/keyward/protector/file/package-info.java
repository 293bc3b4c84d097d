/** Files that hold protectors: their encodings, and exports of many machines. */
@NullMarked
package dev.keyward.protector.file;

import org.jspecify.annotations.NullMarked;
