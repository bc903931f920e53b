/** A mail in plain text to one person. It may hold a secret link, so it is never stored and never logged. */
export interface Mail {
  to: string;
  subject: string;
  text: string;
}

/** What every way of sending mail can do. */
export interface Mailer {
  /** Resolves when the next server took the mail over; rejects when it did not. */
  send(mail: Mail): Promise<void>;
  close(): void;
}
