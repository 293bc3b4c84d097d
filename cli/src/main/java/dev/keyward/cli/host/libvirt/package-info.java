/** The verbs by which libvirt starts shielded VMs: its hook, and what the hook needs. */
@NullMarked
package dev.keyward.cli.host.libvirt;

import org.jspecify.annotations.NullMarked;
