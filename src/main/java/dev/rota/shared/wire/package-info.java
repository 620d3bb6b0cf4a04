/** The form of what the API takes and gives: JSON, query parameters, texts, instants, zones, pages, ETags, merge patches. */
package dev.rota.shared.wire;
