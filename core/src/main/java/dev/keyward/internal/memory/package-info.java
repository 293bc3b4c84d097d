/** Memory for what strangers send: bounded in bytes, by a share of what Java may take. */
package dev.keyward.internal.memory;
