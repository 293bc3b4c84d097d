/** Examines one file: its content, the checks, and the findings. */
package dev.keyward.audit.judge;
