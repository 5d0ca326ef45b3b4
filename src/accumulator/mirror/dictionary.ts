/**
 * What the deflated frames of a mirror file of format 1 take for granted: the member names of the records that there are
 * most of, in their order. It lies in `docs/mirror-dictionary-1.txt` too and never changes; another one is another format.
 */
export const DICTIONARY = Buffer.from(
  [
    '{"job":1,"subject":{"type":"document","documentNumber":1},"copy":false,"state":"confirmed"}',
    '{"document":{"type":"placement","direction":"deposit","sum":{"int":"0"},"documentNumber":',
    '{"documentNumber":1,"result":"autonomous","since":1795320000000,"sign":',
    '{"documentNumber":1,"result":"accepted","sign":"","checkUrl":"http://consumer.oofd.kz/?i=&f=&s=&t=20261122T',
    '","answer":{"code":0,"token":,"frame":"pYHLAA","link":"default"}}',
    '{"document":{"type":"ticket","documentNumber":1,"shift":1,"number":1,"time":1795320000000,',
    '"operator":{"code":1,"name":""},"ticket":{"operation":"sale-return","domain":"trading","items":[{"name":"",',
    '"unit":"796","section":"1","quantity":{"int":"1000"},"price":{"int":"0"},"sum":{"int":"0"},"vat":16,',
    '"net":{"int":"0"},"vatSum":{"int":"0"},"marks":[]}],"payments":{"cash":{"int":"0"},"card":{"int":"0"},',
    '"mobile":{"int":"0"}},"total":{"int":"0"},"taken":{"int":"0"},"change":{"int":"0"},"vat":[{"rate":16,',
    '"sum":{"int":"0"},"turnover":{"int":"0"}}],"language":"kk+ru"}},"letterhead":{"registration":{"kkmId":,',
    '"regNumber":"","serialNumber":"SWK","name":"ТОО «","nameKk":"» ЖШС","iinBin":"","address":"г. ","addressKk":"',
    '","okved":"","vatPayer":true,"vatSeries":"","vatNumber":"","section":"1","taxationType":101},',
    '"conditions":{"operator":{"id":"kazakhtelecom","nameRu":"АО «Казахтелеком»","nameKk":"«Қазақтелеком» АҚ",',
    '"checkSite":"consumer.oofd.kz","checkUrl":"http://consumer.oofd.kz/?i={sign}&f={regNumber}&s={total}&t={time}"},',
    '"version":"2.0.3","geo":{"latitude":,"longitude":,"source":"manual"},"receiptLanguage":"kk+ru"}},',
    '"client":{"key":"","content":""},"inFlight":{"command":"ticket","version":"2.0.3","token":,"reqnum":,',
    '"frame":"pYHLAA","documentNumber":',
  ].join(''),
  'utf8',
)
