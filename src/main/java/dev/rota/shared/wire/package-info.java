/** Wire formats of the API: JSON, query parameters, texts, instants, zones, pages, ETags, merge patches. */
package dev.rota.shared.wire;
