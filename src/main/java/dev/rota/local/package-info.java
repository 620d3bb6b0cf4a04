/**
 * The one-command start: both modules in one JVM, with an embedded PostgreSQL and sample data. In no image: only the
 * build of both modules has this package.
 */
package dev.rota.local;
