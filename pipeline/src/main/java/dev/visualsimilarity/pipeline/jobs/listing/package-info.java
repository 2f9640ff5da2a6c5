/** Lists of resources as requests ask for them: filters, orders, pages (AIP-132, AIP-160). */
package dev.visualsimilarity.pipeline.jobs.listing;
