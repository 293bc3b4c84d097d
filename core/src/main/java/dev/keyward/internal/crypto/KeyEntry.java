package dev.keyward.internal.crypto;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;

/** Stub. */
public record KeyEntry(String name, PrivateKey key, X509Certificate certificate) {}
