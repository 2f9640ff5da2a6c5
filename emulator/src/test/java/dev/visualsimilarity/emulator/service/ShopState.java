package dev.visualsimilarity.emulator.service;

import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an emulator holds, as its client knows it.
 *
 * @param contents of each index, by its display name: each datapoint's first component by id
 * @param deployments the display name of the index by the deployed index's id
 */
record ShopState(
    SortedMap<String, SortedMap<String, Integer>> contents, SortedMap<String, String> deployments) {

  static final ShopState EMPTY = new ShopState(new TreeMap<>(), new TreeMap<>());

  ShopState withContents(String index, SortedMap<String, Integer> newContents) {
    SortedMap<String, SortedMap<String, Integer>> next = new TreeMap<>(contents);
    next.put(index, newContents);
    return new ShopState(next, deployments);
  }

  ShopState withoutIndex(String index) {
    SortedMap<String, SortedMap<String, Integer>> next = new TreeMap<>(contents);
    next.remove(index);
    return new ShopState(next, deployments);
  }

  ShopState withDeployment(String id, String index) {
    SortedMap<String, String> next = new TreeMap<>(deployments);
    next.put(id, index);
    return new ShopState(contents, next);
  }

  ShopState withoutDeployment(String id) {
    SortedMap<String, String> next = new TreeMap<>(deployments);
    next.remove(id);
    return new ShopState(contents, next);
  }
}
