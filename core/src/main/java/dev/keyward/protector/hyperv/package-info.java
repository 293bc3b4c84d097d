/** What Hyper-V's own files say of a virtual machine, and the key protectors in them. */
@NullMarked
package dev.keyward.protector.hyperv;

import org.jspecify.annotations.NullMarked;
