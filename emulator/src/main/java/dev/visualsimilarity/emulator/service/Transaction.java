package dev.visualsimilarity.emulator.service;

import com.google.cloud.aiplatform.v1.IndexEndpoint;
import com.google.longrunning.Operation;
import com.google.protobuf.Message;
import dev.visualsimilarity.emulator.live.Change;
import dev.visualsimilarity.emulator.live.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** A change of resources that is not made yet, and what the state store is told of it. */
final class Transaction {
  static final int MAX_ENDED_OPERATIONS = 1000;

  private Catalog catalog;
  private final List<Message> entries = new ArrayList<>();

  Transaction(Catalog catalog) {
    this.catalog = catalog;
  }

  /** The resources, as they will be. */
  Catalog catalog() {
    return catalog;
  }

  List<Message> entries() {
    return entries;
  }

  IndexResource index(String name) {
    return catalog.index(name);
  }

  /** Adds an index with its contents. */
  void add(IndexResource index) {
    put(index);
    entries.add(Entries.index(index));
    entries.addAll(Entries.contents(index));
  }

  /** Replaces the description of an index. */
  void describe(IndexResource index) {
    put(index);
    entries.add(Entries.index(index));
  }

  /** Changes the contents of an index. */
  IndexResource change(IndexResource index, Change change) {
    IndexResource changed = index.plus(change);
    put(changed);
    entries.addAll(Entries.change(index.name(), change));
    return changed;
  }

  /** Ends a rebuilding with its result. */
  IndexResource rebuild(IndexResource index, Part base, Rebuild ended) {
    IndexResource rebuilt = index.rebuilt(base, ended);
    put(rebuilt);
    entries.addAll(Entries.contents(rebuilt));
    return rebuilt;
  }

  /** Replaces an index in ways that do not outlast the server. */
  void put(IndexResource index) {
    catalog =
        new Catalog(
            with(catalog.indexes(), index.name().toString(), index),
            catalog.endpoints(),
            catalog.operations());
  }

  void removeIndex(String name) {
    catalog.requireUndeployed(name);
    entries.add(Entries.indexDeletion(name));
    catalog =
        new Catalog(without(catalog.indexes(), name), catalog.endpoints(), catalog.operations());
  }

  /** Adds or replaces an endpoint; of its deployments, those that are ready outlast the server. */
  void put(EndpointResource endpoint) {
    IndexEndpoint entry = Entries.endpoint(endpoint);
    EndpointResource before = catalog.endpoints().get(endpoint.name().toString());
    if (before == null || !Entries.endpoint(before).equals(entry)) {
      entries.add(entry);
    }
    catalog =
        new Catalog(
            catalog.indexes(),
            with(catalog.endpoints(), endpoint.name().toString(), endpoint),
            catalog.operations());
  }

  /** Changes an endpoint that exists. */
  EndpointResource update(String name, UnaryOperator<EndpointResource> change) {
    EndpointResource changed = change.apply(catalog.endpoint(name));
    put(changed);
    return changed;
  }

  void removeEndpoint(String name) {
    catalog.requireEmpty(name);
    entries.add(Entries.endpointDeletion(name));
    catalog =
        new Catalog(catalog.indexes(), without(catalog.endpoints(), name), catalog.operations());
  }

  /** Adds or replaces an operation. Of those that have ended, the last ones are kept. */
  void put(Operation operation) {
    entries.add(operation);
    catalog =
        new Catalog(
            catalog.indexes(),
            catalog.endpoints(),
            with(catalog.operations(), operation.getName(), operation));
    if (operation.getDone()) {
      catalog.operationsEndedBefore(MAX_ENDED_OPERATIONS).forEach(this::removeOperation);
    }
  }

  void removeOperation(String name) {
    entries.add(Entries.operationDeletion(name));
    catalog =
        new Catalog(catalog.indexes(), catalog.endpoints(), without(catalog.operations(), name));
  }

  private static <T> SortedMap<String, T> with(SortedMap<String, T> map, String name, T value) {
    SortedMap<String, T> next = new TreeMap<>(map);
    next.put(name, value);
    return next;
  }

  private static <T> SortedMap<String, T> without(SortedMap<String, T> map, String name) {
    SortedMap<String, T> next = new TreeMap<>(map);
    next.remove(name);
    return next;
  }
}
