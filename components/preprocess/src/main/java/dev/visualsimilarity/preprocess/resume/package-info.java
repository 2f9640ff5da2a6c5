/** What a restarted run needs to know of the shards that an earlier one finished. */
package dev.visualsimilarity.preprocess.resume;
