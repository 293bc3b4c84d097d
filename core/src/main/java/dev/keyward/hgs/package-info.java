/**
 * The Host Guardian Service: key protection (MS-KPS) and host-key attestation (MS-HGSA), their
 * messages, and the folder of a service. There is no HTTP server here: {@link
 * dev.keyward.hgs.HgsEndpoint} turns one request into one reply.
 *
 * <p>This package is for KVM fabrics and tests. Nobody has tried it with a Windows service.
 */
@NullMarked
package dev.keyward.hgs;

import org.jspecify.annotations.NullMarked;
