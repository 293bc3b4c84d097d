/**
 * The domains of libvirt that a host starts as shielded VMs: which file each of them is, and which
 * state its virtual TPM had when the host last saw it.
 */
@NullMarked
package dev.keyward.host.libvirt;

import org.jspecify.annotations.NullMarked;
