/**
 * The Host Guardian Service: key protection (MS-KPS) and host-key attestation (MS-HGSA), their
 * messages, and the folder that a service lives in. No HTTP server: {@link
 * dev.keyward.hgs.HgsEndpoint} turns one request into one reply.
 *
 * <p>For labs and tests; nothing here was tried against a Windows service.
 */
package dev.keyward.hgs;
