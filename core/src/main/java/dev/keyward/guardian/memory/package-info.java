/** What is remembered about certificates and signatures that were met before, bounded in bytes. */
package dev.keyward.guardian.memory;
