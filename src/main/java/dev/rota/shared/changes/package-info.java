/** The recorded changes of rows: change feeds, and the history of one row. */
package dev.rota.shared.changes;
