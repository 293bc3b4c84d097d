/** What a sealed file says: its policy, its addressees, and its parts. */
@NullMarked
package dev.keyward.vm.sealing;

import org.jspecify.annotations.NullMarked;
