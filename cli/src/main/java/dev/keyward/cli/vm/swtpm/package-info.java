/** The state of a virtual TPM that swtpm keeps, encrypted under a passphrase. */
@NullMarked
package dev.keyward.cli.vm.swtpm;

import org.jspecify.annotations.NullMarked;
