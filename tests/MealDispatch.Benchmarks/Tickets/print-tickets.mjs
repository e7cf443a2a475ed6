// Encodes the ticket on standard input over and over for the milliseconds of each line that follows: prints how many, and one as hex.
import { createInterface } from 'node:readline';
import ReceiptPrinterEncoder from '@point-of-sale/receipt-printer-encoder';

// The encoder holds no Chinese code page: it writes '?' for each Chinese character, which costs it less than looking up two bytes.
const codepage = 'cp437';

function encode(ticket) {
  const to = new ReceiptPrinterEncoder({ language: 'esc-pos', columns: ticket.columns, newline: '\n' });
  const double = on => on ? to.width(2).height(2) : to.width(1).height(1);
  const paragraph = text => to.line(text);
  to.initialize().codepage(codepage).align('center');
  double(true).bold(true); paragraph(ticket.title).bold(false);
  double(false); paragraph(ticket.date);
  double(true); paragraph(ticket.destination);
  double(false).align('left').rule();
  to.height(2);
  to.table(
    [{ width: ticket.columns - 6, align: 'left' }, { width: 6, align: 'right' }],
    ticket.lines.map(line => [line.name, line.quantity]));
  to.height(1).rule();
  for (const warning of ticket.warnings) {
    to.invert(true); double(true); paragraph(` ${warning} `); double(false).invert(false);
  }
  paragraph(ticket.remark);
  to.table(
    [{ width: ticket.columns - 12, align: 'left' }, { width: 12, align: 'right' }],
    [[ticket.name, ticket.window]]);
  to.align('center').barcode(ticket.code, 'code128', { height: 80, width: 2 }).qrcode(ticket.code, { model: 2, size: 6, errorlevel: 'm' });
  paragraph(ticket.code).rule();
  paragraph(ticket.careTitle).qrcode(ticket.careUrl, { model: 2, size: 5, errorlevel: 'm' });
  paragraph(ticket.careText).align('left');
  paragraph(ticket.printed).cut();
  return to.encode();
}

let ticket;
for await (const line of createInterface({ input: process.stdin })) {
  if (!ticket) {
    ticket = JSON.parse(line);
    console.log(Buffer.from(encode(ticket)).toString('hex'));
    continue;
  }

  const times = [];
  const start = performance.now();
  for (let now = start; now - start < Number(line);) {
    encode(ticket);
    const after = performance.now();
    times.push(after - now);
    now = after;
  }

  times.sort((a, b) => a - b);
  console.log(`${times.length} ${performance.now() - start} ${times[Math.floor(times.length / 2)]} ${times[Math.floor(times.length * 0.99)]}`);
}
