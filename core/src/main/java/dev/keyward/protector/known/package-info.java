/** Who is known: guardians with their names, and whose key is whose. */
package dev.keyward.protector.known;
