/**
 * Audits of protectors that nobody here can open: what each says, what holds, what a policy demands
 * of it, and findings with reasons and mends. No private key is used in this room.
 */
package dev.keyward.audit;
