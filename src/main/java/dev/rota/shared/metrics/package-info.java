/** What the metrics count, and in which buckets. */
package dev.rota.shared.metrics;
