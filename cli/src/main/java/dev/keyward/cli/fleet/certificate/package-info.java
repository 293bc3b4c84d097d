/** Certificates and keys of Hyper-V hosts, as they were collected or kept. */
@NullMarked
package dev.keyward.cli.fleet.certificate;

import org.jspecify.annotations.NullMarked;
