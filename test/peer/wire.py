"""The protocol's frames and messages, read and written from its published description alone.

A message is a dict by field names; money is an int of tiyn; a repeated field is a list. Reading is strict: whatever
the description does not allow is named in a list of problems, with the path of the field.
"""
import struct

APPCODE = 0x81A2
HEADER = struct.Struct('<HHIIIH')
CAP = 1024 * 1024
UINT32, UINT64 = 2**31 - 1, 2**63 - 1

ENUMS = {
    'CommandType': {*range(9), 127}, 'Operation': {0, 1, 2, 3}, 'PaymentType': {0, 1, 4}, 'DomainType': set(range(6)),
    'ItemType': {1, 2, 3, 4, 5, 6}, 'Placement': {0, 1}, 'ReportType': {0, 1}, 'AdType': set(range(5)),
}

# r required, q optional on the wire but demanded by the rules, o optional, * repeated; then the number, name and type.
COMMON = '''
Request: r1 command CommandType, o2 ticket TicketRequest, o3 close_shift CloseShift, o4 report ReportRequest, o5 nomenclature NomenclatureRequest, o6 service ServiceRequest, o7 money_placement PlacementRequest, o8 auth Auth
Response: r1 command CommandType, r2 result Result, o3 ticket TicketResponse, o4 report ReportResponse, o6 service ServiceResponse
Result: r1 result_code u32, o2 result_text str
Date: r1 year u32, r2 month u32, r3 day u32
Time: r1 hour u32, r2 minute u32, o3 second u32
DateTime: r1 date Date, r2 time Time
Operator: r1 code u32, q2 name str
KeyValue: r1 key str, o2 value str
AdInfo: r1 type AdType, r2 version u64
Ad: r1 info AdInfo, r2 text str
Auth: r1 login str, r2 password str
Tax: r1 tax_type u32, q2 taxation_type u32, r3 percent u32, r4 sum money, r5 is_in_total_sum bool
Modifier: q1 name str, r2 sum money, *3 taxes Tax, *4 auxiliary KeyValue
Item: r1 type ItemType, o2 commodity Commodity, o3 storno_commodity StornoCommodity, o4 markup Modifier, o5 storno_markup Modifier, o6 discount Modifier, o7 storno_discount Modifier
Services: r1 account_number str
Gasoil: o1 correction_number str, o2 correction_sum money, o3 card_number str
Taxi: r1 car_number str, r2 is_order bool, r3 current_fee money
Parking: r1 begin_time DateTime, r2 end_time DateTime
Domain: r1 type DomainType, o2 services Services, o3 gasoil Gasoil, o4 taxi Taxi, o5 parking Parking
Extension: o1 customer_email str, o2 customer_phone str, *3 auxiliary KeyValue, o4 customer_iin_or_bin str
Amounts: r1 total money, o2 taken money, o3 change money, o4 markup Modifier, o5 discount Modifier
TicketResponse: r1 ticket_number str, o2 qr_code bytes
CloseShift: r1 close_time DateTime, o2 is_offline bool, q3 fr_shift_number u32, o4 withdraw_money bool, q5 z_report ZX, q6 operator Operator, q7 printed_document_number u64
PlacementRequest: r1 datetime DateTime, r2 operation Placement, r3 sum money, o4 is_offline bool, q5 fr_shift_number u32, q6 printed_document_number u64, q7 operator Operator
ReportRequest: r1 report ReportType, r2 date_time DateTime, o3 is_offline bool, q4 zx_report ZX
ReportResponse: r1 report ReportType, o2 zx_report ZX
ZX: r1 date_time DateTime, r2 shift_number u32, *3 sections ZSection, *4 operations ZOperation, *5 discounts ZOperation, *6 markups ZOperation, *7 total_result ZOperation, *8 taxes ZTax, *9 start_shift_non_nullable_sums ZSum, *10 ticket_operations ZTickets, *11 money_placements ZPlacement, o12 annulled_tickets ZAnnulled, r13 cash_sum money, r14 revenue ZRevenue, *15 non_nullable_sums ZSum, q16 open_shift_time DateTime, o17 close_shift_time DateTime, q18 checksum str
ZOperation: r1 operation Operation, r2 count u32, r3 sum money
ZSection: r1 section_code str, *2 operations ZOperation
ZTax: r1 tax_type u32, r2 percent u32, *3 operations ZTaxOperation
ZTaxOperation: r1 operation Operation, r2 turnover money, r3 sum money, q4 turnover_without_tax money
ZSum: r1 operation Operation, r2 sum money
ZTickets: r1 operation Operation, r2 tickets_total_count u32, r3 tickets_count u32, r4 tickets_sum money, *5 payments ZPayment, q6 offline_count u32, q7 discount_sum money, q8 markup_sum money, q9 change_sum money
ZPayment: r1 payment PaymentType, r2 sum money, q3 count u32
ZPlacement: r1 operation Placement, r2 operations_total_count u32, r3 operations_count u32, r4 operations_sum money, q5 offline_count u32
ZAnnulled: r1 annulled_tickets_total_count u32, r2 annulled_tickets_count u32, *3 annulled_operations ZOperation
ZRevenue: r1 sum money, r2 is_negative bool
Quality: r1 avg_connect_time u32, o2 avg_ping u32, o3 loss_ratio u32
Period: r1 begin_time DateTime, r2 end_time DateTime
Software: *1 module_infos Module, o2 hardware_arch str, o3 os_family str, o4 os_version str, o5 os_extended_info str, o6 runtime_version str, o7 partner_id u32
Module: r1 name str, r2 version str, o3 build_info str, o4 device_info Device, *5 extended_info KeyValue, o6 build_arch str
Device: o1 manufacturer str, o2 model str, o3 firmware_version str
RegInfo: o1 kkm Kkm, o2 org Org
Kkm: o1 point_of_payment_number str, o2 terminal_number str, o3 fns_kkm_id str, o4 serial_number str, o5 kkm_id str
ServiceResponse: *1 ticket_ads Ad, o2 reg_info FullRegInfo, o3 binded_taxation Taxation, o4 last_document_info LastDocument, *30 auxiliary KeyValue
FullRegInfo: o1 kkm Kkm, o2 pos Pos, o3 org Org
Taxation: r1 taxation_type u32, *2 taxes BoundTax
BoundTax: r1 tax_type u32, r2 percent u32
LastDocument: r1 fr_shift_number u32, o2 printed_document_number u64
'''
V202 = '''
TicketRequest: r1 operation Operation, r2 date_time DateTime, r3 operator Operator, o4 domain Domain, *5 items Item, *6 payments Payment, *7 taxes Tax, r8 amounts Amounts, o9 extension_options Extension, o10 offline_ticket_number u32, o11 printed_document_number_old str, o12 printed_ticket str, *13 ad_infos AdInfo, q14 fr_shift_number u32, q15 shift_document_number u32, q16 printed_document_number u64
Commodity: o1 code u64, q2 name str, r3 section_code str, r4 quantity u32, r5 price money, r6 sum money, *7 taxes Tax, o8 excise_stamp str, *9 auxiliary KeyValue, o10 physical_label str, o11 product_id str, o12 barcode str, q13 measure_unit_code str
StornoCommodity: q1 name str, r2 section_code str, r3 quantity u32, r4 price money, r5 sum money, *6 taxes Tax, o7 excise_stamp str, *8 auxiliary KeyValue, o9 physical_label str, o10 product_id str, o11 barcode str, q12 measure_unit_code str
Payment: r1 type PaymentType, r2 sum money
NomenclatureRequest: r1 current_version u32
ServiceRequest: o1 comm_quality Quality, o4 offline_period Period, o5 nomenclature_version u32, *6 ticket_ad_infos AdInfo, o7 get_reg_info bool, o8 get_binded_taxation bool, o9 marker u64, o10 software_information_old bytes, o11 software_information Software, q12 reg_info RegInfo, *60 auxiliary KeyValue
Org: o1 title str, o2 address str, o3 inn str, o4 taxation_type u32, o5 okved str, o6 tenantId i32
Pos: o1 title str, o2 address str
'''
V203 = '''
TicketRequest: r1 operation Operation, r2 date_time DateTime, r3 operator Operator, q4 domain Domain, *5 items Item, *6 payments Payment, *7 taxes Tax, r8 amounts Amounts, o9 extension_options Extension, o10 offline_ticket_number u32, o11 printed_document_number_old str, o12 printed_ticket str, *13 ad_infos AdInfo, q14 fr_shift_number u32, q15 shift_document_number u32, q16 printed_document_number u64, o17 parent_ticket Parent
Parent: r1 parent_ticket_number str, r2 parent_ticket_data_time DateTime, r3 kgd_kkm_id str, r4 parent_ticket_total money, r5 parent_ticket_is_offline bool
Commodity: o1 code u64, q2 name str, r3 section_code str, r4 quantity u64, r5 price money, r6 sum money, *7 taxes Tax, *9 auxiliary KeyValue, o10 physical_label str, o11 product_id str, o12 barcode str, q13 measure_unit_code str, *14 list_excise_stamp str, o15 ntin str
StornoCommodity: q1 name str, r2 section_code str, r3 quantity u64, r4 price money, r5 sum money, *6 taxes Tax, *8 auxiliary KeyValue, o9 physical_label str, o10 product_id str, o11 barcode str, q12 measure_unit_code str, *13 list_excise_stamp str, o14 ntin str
Payment: r1 type PaymentType, r2 sum money, o3 card_payment_fields CardFields, o4 mobile_payment_fields MobileFields
CardFields: o1 pos_terminal_id str, o2 pos_card_type str, o3 pos_autorization_code u32, o4 pos_rrn u64, o5 pos_receipt_number u32
MobileFields: o1 qr_type str, o2 qr_id str
NomenclatureRequest: o1 current_version u32, o2 barcode str
ServiceRequest: o1 comm_quality Quality, q3 security_stats Security, o4 offline_period Period, o5 nomenclature_version u32, *6 ticket_ad_infos AdInfo, o7 get_reg_info bool, o8 get_binded_taxation bool, o11 software_information Software, q12 reg_info RegInfo, *60 auxiliary KeyValue
Security: q1 geo_position Geo, o2 os_version str
Geo: r1 latitude i32, r2 longitude i32, q3 source str
Org: o1 title str, o2 address str, o3 inn str, o4 taxation_type u32, o5 okved str, q6 address_kz str, o7 tenantId i32
Pos: o1 title str, o2 address str, o3 address_kz str, o4 latitude u32, o5 longitude u32
'''


def schema(*texts):
    """{message: {number: (label, name, type)}}"""
    messages = {}
    for line in '\n'.join(texts).strip().splitlines():
        if not line.strip():
            continue
        name, fields = line.split(':', 1)
        table = messages[name.strip()] = {}
        for field in fields.split(','):
            label, member, kind = field.split()
            table[int(label[1:])] = (label[0], member, kind)
    return messages


SCHEMAS = {202: schema(COMMON, V202), 203: schema(COMMON, V203)}


class Broken(Exception):
    """Bytes that are no message at all."""


def read_varint(data, at):
    value = shift = 0
    while True:
        if at >= len(data) or shift > 63:
            raise Broken('a varint without its end')
        byte = data[at]
        value |= (byte & 0x7F) << shift
        at, shift = at + 1, shift + 7
        if byte < 0x80:
            return value, at


def fields_of(data):
    """(number, wire type, value) of each field in the order of the bytes."""
    at = 0
    while at < len(data):
        tag, at = read_varint(data, at)
        number, kind = tag >> 3, tag & 7
        if kind == 0:
            value, at = read_varint(data, at)
        elif kind == 2:
            size, at = read_varint(data, at)
            if at + size > len(data):
                raise Broken('a field longer than its message')
            value, at = data[at:at + size], at + size
        else:
            raise Broken(f'field {number} has wire type {kind}')
        yield number, kind, value


class Reader:
    """Reads messages of one version and gathers what is wrong with them."""

    def __init__(self, version):
        self.messages = SCHEMAS[version]
        self.problems = []

    def wrong(self, path, what):
        self.problems.append(f'{path}: {what}')

    def read(self, name, data, path):
        table, message = self.messages[name], {}
        for number, kind, raw in fields_of(data):
            if number not in table:
                self.wrong(path, f'a field {number} that {name} does not have')
                continue
            label, member, type_ = table[number]
            where = f'{path}.{member}'
            value = self.value(type_, kind, raw, where)
            if label == '*':
                message.setdefault(member, []).append(value)
            elif member in message:
                self.wrong(where, 'twice')
            else:
                message[member] = value
        for label, member, _ in table.values():
            if label in 'rq' and member not in message:
                self.wrong(f'{path}.{member}', 'missing')
        return message

    def value(self, type_, kind, raw, where):
        wants = 2 if type_ in ('str', 'bytes', 'money') or type_ in self.messages else 0
        if kind != wants:
            raise Broken(f'{where}: wire type {kind}')
        if type_ == 'money':
            return self.money(raw, where)
        if type_ in self.messages:
            return self.read(type_, raw, where)
        if type_ == 'bytes':
            return raw
        if type_ == 'str':
            try:
                return raw.decode('utf-8')
            except UnicodeDecodeError:
                raise Broken(f'{where}: not UTF-8') from None
        return self.number(type_, raw, where)

    def number(self, type_, raw, where):
        if type_ == 'bool':
            if raw > 1:
                self.wrong(where, f'{raw} is no bool')
            return bool(raw)
        if type_ == 'i32':
            return raw - 2**64 if raw >= 2**63 else raw
        if type_ in ENUMS:
            if raw not in ENUMS[type_]:
                self.wrong(where, f'{raw} is not one of {type_}')
            return raw
        if raw > (UINT32 if type_ == 'u32' else UINT64):
            self.wrong(where, f'{raw} is past the range')
        return raw

    def money(self, raw, where):
        parts = {}
        for number, kind, value in fields_of(raw):
            if number not in (1, 2) or kind != 0 or number in parts:
                raise Broken(f'{where}: no money')
            parts[number] = value
        for number, member in ((1, 'bills'), (2, 'coins')):
            if number not in parts:
                self.wrong(f'{where}.{member}', 'missing')
        if parts.get(2, 0) > 99:
            self.wrong(where, f'{parts[2]} coins')
        return parts.get(1, 0) * 100 + parts.get(2, 0)


def varint(value):
    if value < 0:
        value += 2**64
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def block(number, data):
    return varint(number << 3 | 2) + varint(len(data)) + data


def write(version, name, message):
    """The bytes of a message; an unknown member is a mistake of ours."""
    table = SCHEMAS[version][name]
    left, out = dict(message), b''
    for number, (label, member, type_) in table.items():
        if member not in left:
            continue
        value = left.pop(member)
        for one in value if label == '*' else [value]:
            out += write_field(version, number, type_, one)
    if left:
        raise KeyError(f'{name} has no {sorted(left)}')
    return out


def write_field(version, number, type_, value):
    if type_ == 'money':
        return block(number, b'\x08' + varint(value // 100) + b'\x10' + varint(value % 100))
    if type_ in SCHEMAS[version]:
        return block(number, write(version, type_, value))
    if type_ == 'str':
        return block(number, value.encode())
    if type_ == 'bytes':
        return block(number, value)
    return varint(number << 3) + varint(int(value))


def frame(version, id_, token, reqnum, body):
    return HEADER.pack(APPCODE, version, HEADER.size + len(body), id_, token, reqnum) + body
