/** How one file is judged: what it holds, whether that holds, and what is found. */
package dev.keyward.audit.judge;
