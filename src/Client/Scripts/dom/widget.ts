// What a script module hands back to its component (Interop/ScriptWidget.cs).

/** Returned by every module's `initialize(element, options, host)`. */
export interface Widget<Data> {
  update(data: Data): void;
  dispose(): void;
}

/** The component behind the widget; calls its [JSInvokable] methods. */
export interface Host {
  invokeMethodAsync<T>(method: string, ...args: unknown[]): Promise<T>;
}
